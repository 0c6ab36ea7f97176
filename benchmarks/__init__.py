"""How fast it is: always as a ratio against something measured in the same run, on the same machine (`make bench`)."""
