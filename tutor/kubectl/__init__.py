"""What a person types: kubectl and the shell around it, on a simulated cluster."""
