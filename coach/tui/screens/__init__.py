"""The screens; each owns its state and binds it down."""
