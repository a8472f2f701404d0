"""``python -m bpcourse`` does what ``bpcourse`` does."""

from bpcourse.cli import main

if __name__ == "__main__":
    main()
