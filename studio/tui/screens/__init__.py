"""The studio's screen and its dialogs."""
