"""How right Verbale is: every set measured, with intervals, ablation, calibration and causes of error."""
