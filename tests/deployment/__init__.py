"""The files of config/deploy: checked by the programs that read them, and tried as one deployment on loopback."""
