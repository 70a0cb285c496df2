"""How much one reader may ask of the open API: everybody a fair share, holders of keys more."""
