# Needs python3 (3.11 to 3.14), make and git. Everything else is installed into .venv.
help:
	@echo "under construction"
