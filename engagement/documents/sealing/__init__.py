"""The electronic seal: whose key, how a PDF and a day are sealed, how a seal is looked at."""
