"""From a moment that has come to one alert that reaches the runner."""
