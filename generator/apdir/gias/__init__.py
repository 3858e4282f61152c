"""Records beside Get Information about Schools: the register's download is read, never asked for over the network."""
