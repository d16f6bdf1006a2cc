"""Training runs as folders: started, watched, stopped and resumed from outside the process that trains.

Everything goes through files, so any number of viewers can look on, over SSH and shared file systems. No torch here.
"""
