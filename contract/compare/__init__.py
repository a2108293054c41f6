"""The contract compared with servers: with their own documents, and with the traffic that they send."""
