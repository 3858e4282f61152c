"""Records beside Get Information About Schools: the register's download is read, never asked for over the network."""
