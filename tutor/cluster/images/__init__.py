"""What runs behind an image name: small programs with listeners, answers, files and commands."""
