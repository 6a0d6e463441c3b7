"""What is asked at the front desk, on paper and on a screen, from one declaration."""
