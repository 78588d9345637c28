# ranger, the random forest of the R world, behind the requests that service.py describes.
#
# R cannot read JSON without a package: requests and answers are flat enough for the few patterns below.

suppressPackageStartupMessages(library(ranger))

text_field <- function(line, name) {
  found <- regmatches(line, regexec(sprintf('"%s":"([^"]*)"', name), line))[[1]]
  if (length(found) == 0) stop(sprintf('the request has no text "%s"', name))
  found[2]
}

# A number, or `absent` if the field is null or missing.
number_field <- function(line, name, absent = NULL) {
  found <- regmatches(line, regexec(sprintf('"%s":(-?[0-9.e+]+)', name), line))[[1]]
  if (length(found) == 0) absent else as.numeric(found[2])
}

answer <- function(text) {
  cat(text, "\n", sep = "")
  flush(stdout())
}

read_numbers <- function(path, type, bytes) {
  readBin(path, type, n = file.size(path) / bytes, size = bytes, endian = "little")
}

# A data frame: ranger keeps its columns as they are.
read_columns <- function(path, features) {
  values <- matrix(read_numbers(path, "double", 8), ncol = features, byrow = TRUE)
  colnames(values) <- sprintf("f%d", seq_len(features))
  as.data.frame(values)
}

load_split <- function(folder) {
  about <- paste(readLines(file.path(folder, "about.json"), warn = FALSE), collapse = "")
  features <- number_field(about, "features")
  task <- text_field(about, "task")
  classes <- number_field(about, "classes", 0)
  target <- file.path(folder, "y-train.bin")
  y <- if (task == "classification") {
    factor(read_numbers(target, "integer", 4), levels = seq_len(classes) - 1)
  } else {
    read_numbers(target, "double", 8)
  }
  list(
    task = task,
    x_train = read_columns(file.path(folder, "x-train.f64"), features),
    x_test = read_columns(file.path(folder, "x-test.f64"), features),
    y_train = y
  )
}

fit <- function(split, line) {
  ranger(
    x = split$x_train,
    y = split$y_train,
    num.trees = number_field(line, "trees"),
    mtry = number_field(line, "featuresPerSplit"),
    max.depth = number_field(line, "maxDepth", 0),
    # Leaves hold shares of the classes, as scikit-learn's do; ranger's own bounds for them would stop early.
    probability = split$task == "classification",
    min.node.size = 1,
    oob.error = FALSE,
    seed = number_field(line, "seed") + 1, # 0 means none to ranger
    num.threads = number_field(line, "threads"),
    verbose = FALSE
  )
}

serve <- function() {
  version <- as.character(packageVersion("ranger"))
  answer(sprintf(
    '{"name":"ranger","versions":{"ranger":"%s","R":"%s"}}',
    version, as.character(getRversion())
  ))
  split <- NULL
  model <- NULL
  threads <- 1
  requests <- file("stdin", "r")
  while (length(line <- readLines(requests, n = 1)) == 1) {
    tryCatch(
      switch(text_field(line, "command"),
        load = {
          model <- NULL
          split <- load_split(text_field(line, "folder"))
          answer("{}")
        },
        fit = {
          model <- NULL
          threads <- number_field(line, "threads")
          invisible(gc())
          start <- Sys.time()
          model <- fit(split, line)
          seconds <- as.numeric(difftime(Sys.time(), start, units = "secs"))
          answer(sprintf('{"seconds":%.9f}', seconds))
        },
        predict = {
          start <- Sys.time()
          scores <- predict(model, split$x_test, num.threads = threads)$predictions
          seconds <- as.numeric(difftime(Sys.time(), start, units = "secs"))
          # Classes in the order of the factor; t() because R stores columns and the file wants rows.
          if (is.matrix(scores)) scores <- t(scores[, levels(split$y_train), drop = FALSE])
          writeBin(as.double(scores), text_field(line, "output"), size = 8, endian = "little")
          answer(sprintf('{"seconds":%.9f}', seconds))
        },
        stop("unknown command")
      ),
      error = function(problem) {
        message <- gsub("[^A-Za-z0-9 .,:()_-]", " ", conditionMessage(problem))
        answer(sprintf('{"error":"%s"}', message))
      }
    )
  }
}

serve()
