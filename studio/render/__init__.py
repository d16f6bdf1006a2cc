"""Rendering outside the front: worker process, client, scheduler."""
