// The parts of SQLite that Swift calls.
#pragma once

#include <sqlite3.h>

// SQLITE_TRANSIENT, which makes SQLite copy the text, is a cast that Swift cannot see.
static inline int equipoise_bind_text(sqlite3_stmt *statement, int column, const char *text, int bytes) {
    return sqlite3_bind_text(statement, column, text, bytes, SQLITE_TRANSIENT);
}
