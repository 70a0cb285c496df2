"""What `make` runs: setting up, serving, checking. Standard library only: it runs before the venv."""
