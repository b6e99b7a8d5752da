#' ---
#' title: "Results of Equipoise in R"
#' ---
#'
#' Reads any folder that `equipoise run` or `equipoise sweep` has written. Run it as a script, which writes PNG files into the folder's
#' `figures-r/`, or as a document: `rmarkdown::render("explore.R")`.
#'
#'     Rscript explore.R DIR
#'
#' Debian packages: r-cran-readr, r-cran-ggplot2.

#+ message = FALSE
library(readr)
library(ggplot2)

arguments <- commandArgs(trailingOnly = TRUE)
folder <- if (length(arguments) > 0) arguments[1] else Sys.getenv("EQUIPOISE_RESULT", "../uk-options")
if (!dir.exists(folder)) stop(folder, ": there is no such folder; run equipoise first")

read_table_of <- function(name) {
  path <- file.path(folder, c(paste0(name, ".csv"), paste0(name, ".csv.gz")))
  path <- path[file.exists(path)]
  # na = "" keeps a place called NA; types are guessed from all rows
  if (length(path) > 0) read_csv(path[1], na = "", guess_max = Inf, show_col_types = FALSE)
}

# Okabe and Ito's palette, darkened where needed, grey first: the same colours as in the report if the option compared with comes first
colours <- c("#808080", "#0072B2", "#D55E00", "#009E73", "#C466A0", "#A17A00", "#2F8FC9", "#8A6FD1", "#B2564F", "#5E8C31")
look <- function(options) scale_colour_manual(values = setNames(rep_len(colours, length(options)), options), limits = options)

keep <- function(name, plot) {
  if (interactive() || isTRUE(getOption("knitr.in.progress"))) return(print(plot))
  dir.create(file.path(folder, "figures-r"), showWarnings = FALSE)
  ggsave(file.path(folder, "figures-r", paste0(name, ".png")), plot, width = 7, height = 4.5, dpi = 150, bg = "white")
}

#' ## A run: options over time
series <- read_table_of("timeseries")
if (!is.null(series) && !"point" %in% names(series)) {
  place <- series$jurisdiction[1]
  options_of <- unique(series$option)
  for (name in c("ai_sector_revenue", "creative_sector_revenue", "licence_income", "creator_income")) {
    rows <- subset(series, variable == name & jurisdiction == place & is.na(sector))
    keep(name, ggplot(rows, aes(year, value, colour = option)) + geom_line() + look(options_of) +
      labs(title = paste0(name, ", ", place), x = NULL, y = rows$unit[1], colour = NULL) + theme_minimal())
  }
}

#' ## A run: who gains, against the option compared with
impact <- read_table_of("impact")
if (!is.null(impact) && nrow(impact) > 0) {
  place <- impact$jurisdiction[1]
  rows <- subset(impact, jurisdiction == place)
  rows$group <- factor(rows$group, levels = rev(unique(rows$group)))
  shown <- if (is.null(series)) unique(rows$option) else unique(series$option)
  keep("gains", ggplot(rows, aes(present_value, group, colour = option)) + geom_vline(xintercept = 0, colour = "grey60") +
    geom_point(position = position_dodge(width = 0.6), size = 2.5) + look(shown) +
    labs(title = paste0("Present value of gains, ", place), x = rows$unit[1], y = NULL, colour = NULL) + theme_minimal())
}

#' ## A sweep: outcomes over all draws
summary_of <- read_table_of("summary")
if (!is.null(summary_of)) {
  effects <- subset(summary_of, !is.na(against))
  for (name in unique(effects$outcome)) {
    rows <- subset(effects, outcome == name)
    rows$option <- factor(rows$option, levels = rev(unique(rows$option)))
    keep(paste0(name, "-effect"), ggplot(rows, aes(p50, option)) + geom_vline(xintercept = 0, colour = "grey60") +
      geom_errorbarh(aes(xmin = p05, xmax = p95), height = 0.2) + geom_point(size = 2.5) +
      labs(title = paste0(name, ", less ", rows$against[1]), subtitle = "median, and 5 % to 95 % of the draws", x = NULL, y = NULL) +
      theme_minimal())
  }
}
