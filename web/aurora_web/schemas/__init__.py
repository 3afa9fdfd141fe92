"""What the API takes and answers, as models, and how values of Aurora become them."""
