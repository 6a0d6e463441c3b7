"""Pure arithmetic: numbers in, numbers out; knows nothing of partners, data sets or engines."""
