"""The figures that show an exercise."""
