"""What the chapters import: one module per idea, each readable in one sitting."""
