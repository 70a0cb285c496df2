"""Faces of maps: the document to embed, what it asks for, and the explorer's pages."""
