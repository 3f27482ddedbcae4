"""What goes wrong, by cause: counted on sets whose rows are looked at. `eval/causes.yaml` tells what each cause is."""
