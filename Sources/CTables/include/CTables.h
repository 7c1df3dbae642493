// Accessors of the tables in tables.S: a pointer to the first byte and the number of bytes.
#pragma once
