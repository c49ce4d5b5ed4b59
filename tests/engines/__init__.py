"""What a reader meets in browsers that are not Chromium."""
