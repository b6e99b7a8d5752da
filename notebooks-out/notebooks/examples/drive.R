# Runs a scenario at several values of one assumption, and makes one table of what an option changes.
#
#     Rscript drive.R > table.csv
#
# EQUIPOISE names the program, if it is not on the path. Base R alone.
program <- Sys.getenv("EQUIPOISE", "equipoise")
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
scenario <- file.path(here, "../../../scenarios/uk-options.yaml")
values <- c(0.2, 0.4, 0.6, 0.8)

# The long table of the run, without a folder: `--out -` writes it to standard output.
run <- function(value) {
  arguments <- c("run", shQuote(scenario), "--option", "status-quo", "--option", "permission",
                 "--set", paste0("openDataShare=", value), "--out", "-")
  lines <- suppressWarnings(system2(program, arguments, stdout = TRUE))
  if (!is.null(attr(lines, "status"))) quit(status = attr(lines, "status"))
  read.csv(text = lines)
}

# UK revenue from generative AI in 2035 under permission, less that under today's law.
change <- function(table) {
  rows <- subset(table, variable == "generative_ai_revenue" & jurisdiction == "UK" & year == 2035)
  revenue <- setNames(rows$value, rows$option)
  revenue[["permission"]] - revenue[["status-quo"]]
}

table <- data.frame(openDataShare = values, change = sapply(values, function(value) change(run(value))))
options(digits = 17)
write.csv(table, stdout(), row.names = FALSE, quote = FALSE)
