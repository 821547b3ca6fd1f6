"""What is kept on disk: part files, manifest, identity of runs, and the folders they lie in."""
