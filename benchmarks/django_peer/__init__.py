"""The peer: the same form in Django as its own documentation would have it written. It is never part of the product."""
