"""GOV.UK components without the crown: templates through Jinja, and the compiled look."""
