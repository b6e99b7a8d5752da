/* Equipoise from C, and from whatever calls C.
 *
 * All texts are UTF-8 and end with a zero; the library keeps none that it is given, and gives out none that is to be freed.
 *
 * A handle may be used from any thread. It does one thing at a time: calls from other threads wait, while those of other handles go
 * on. NULL for a handle is one of a scenario that has not been run, and NULL for a text is the empty one, unless it says otherwise.
 */
#ifndef EQUIPOISE_H
#define EQUIPOISE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A scenario, the changes to it, and what came of its last run. */
typedef struct equipoise equipoise;

/* What equipoise_run returns; the codes are those with which the program ends. */
enum {
    EQUIPOISE_SUCCESS = 0,
    /* Some of the options failed; the others have values. */
    EQUIPOISE_SOME_FAILED = 2,
    /* Every option failed. */
    EQUIPOISE_ALL_FAILED = 3,
    /* The scenario or a change is not right. */
    EQUIPOISE_WRONG = 65,
    /* A file that was named is not there, or cannot be opened. */
    EQUIPOISE_MISSING = 66
};

/* Takes a scenario file, which is read at each run; files that it names are found relative to its folder.
 *
 * Returns a handle for equipoise_close, never NULL: whether the file is there and right is told by equipoise_run. */
equipoise *equipoise_open(const char *path);

/* Takes a scenario from text.
 *
 * text  YAML, as it would stand in a file.
 * name  the path of the file in which it would stand, which error texts tell, and relative to whose folder the text extends others.
 *       There need be no such file.
 *
 * Returns a handle for equipoise_close, never NULL. */
equipoise *equipoise_open_text(const char *text, const char *name);

/* Changes a value of the scenario for the runs that follow, as --set does; of two changes of one path the later wins.
 *
 * path   such as "substitution.music".
 * value  such as "2.5".
 *
 * Whether both are right is told by equipoise_run. */
void equipoise_set(equipoise *handle, const char *path, const char *value);

/* Reads the scenario, checks it with its changes, and runs all of its options. What the last run gave is forgotten.
 *
 * Returns one of the codes above; of those that are not EQUIPOISE_SUCCESS, equipoise_error says why. */
int equipoise_run(equipoise *handle);

/* Copies the years of the last run's values, in ascending order and with a fraction for an instant within a year.
 *
 * years     room for as many numbers as capacity says; NULL asks for their number alone.
 *
 * Returns how many there are, whatever the capacity; 0 where the last run gave none. */
size_t equipoise_years(equipoise *handle, double *years, size_t capacity);

/* Copies the values of a variable over the years of the last run, in the unit that `equipoise list variables` tells.
 *
 * option        such as "status-quo".
 * jurisdiction  such as "UK"; "World" for the sum over all, where money is added up.
 * sector        such as "music"; NULL or "" for the sum over sectors, and for a variable that has none.
 * variable      such as "ai_sector_revenue".
 * values        room for as many numbers as capacity says; NULL asks for their number alone.
 *
 * Returns how many there are, whatever the capacity: one for each year, or 0 where there is no such row. */
size_t equipoise_values(equipoise *handle, const char *option, const char *jurisdiction, const char *sector,
                        const char *variable, double *values, size_t capacity);

/* Copies what was wrong with the last run: a line for each problem, as FILE:LINE:COLUMN: PATH: MESSAGE.
 *
 * text      room for as many bytes as capacity says, the zero at the end included; NULL asks for the length alone. What is too long
 *           is cut off, between two letters.
 *
 * Returns the length of the whole text in bytes, without the zero; 0 if nothing was wrong. */
size_t equipoise_error(equipoise *handle, char *text, size_t capacity);

/* Gives a handle back, which is not to be used again; NULL is left alone. */
void equipoise_close(equipoise *handle);

#ifdef __cplusplus
}
#endif

#endif
