"""What is done against violence: the register, one page each, side by side, a form."""
