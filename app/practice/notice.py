"""What a lock screen says. Constant words, one list for every service: whoever looks learns nothing of anybody."""

N_ = str  #: marks a text for the translators where nothing can tell it over yet

SENTENCE = N_("A reminder is ready.")
