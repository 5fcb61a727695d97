"""`python -m medusa_mock`, the same as the `medusa-mock` command."""

from medusa_mock.cli import main

if __name__ == "__main__":
    main(prog_name="medusa-mock")
