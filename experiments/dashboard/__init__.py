"""The interactive page: two policies side by side, an ensemble that grows under the hand."""
