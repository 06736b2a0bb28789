"""Personal data in a text: names of persons, telephone numbers, e-mail addresses and identity numbers."""
