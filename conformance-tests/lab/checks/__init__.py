"""Checks of the lab by raw protocol, standard library only. Run by ../selfcheck."""
