"""The API's faces: each asks for facts, chooses a format, answers."""
