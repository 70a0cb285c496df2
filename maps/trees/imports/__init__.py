"""From the file of a department, a contractor or another town to rows of the register."""
