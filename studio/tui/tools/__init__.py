"""What a hand can hold: each tool is one object that changes a drawing."""
