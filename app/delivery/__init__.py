"""How a reminder leaves the house: web push."""
