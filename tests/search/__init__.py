"""What people type, with the articles that would serve them."""
