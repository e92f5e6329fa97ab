"""The app in the terminal, made with Textual. It knows the store and the session, never the database behind them."""
