"""The weights of the second tier of the topic classifier: data only."""
