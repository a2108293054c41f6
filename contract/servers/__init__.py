"""What real servers say of themselves and send, as it is held to the contract."""
