"""What a game adds to the engine: filling the tables of a small world, enumerating memberships, exact laws."""
