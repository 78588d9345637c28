"""YDF's learners (Yggdrasil Decision Forests) behind the interface of scikit-learn's estimators."""

import numpy as np
import ydf


class Estimator:
    learner = task = None

    def __init__(self, **arguments):
        self.arguments = arguments

    def fit(self, x, y):
        learner = self.learner(label="y", task=self.task, **self.arguments)
        self.model = learner.train({"x": x, "y": y}, verbose=0)
        return self

    def predict(self, x):
        return self.model.predict({"x": x})

    def predict_proba(self, x):
        shares = self.predict(x)
        if shares.ndim == 1:
            shares = np.stack([1 - shares, shares], axis=1)
        # Classes are numbers here, and columns are in the model's order of them.
        return shares[:, np.argsort([int(name) for name in self.model.label_classes()])]


class RandomForestRegressor(Estimator):
    learner, task = ydf.RandomForestLearner, ydf.Task.REGRESSION


class RandomForestClassifier(Estimator):
    learner, task = ydf.RandomForestLearner, ydf.Task.CLASSIFICATION


class GradientBoostedTreesRegressor(Estimator):
    learner, task = ydf.GradientBoostedTreesLearner, ydf.Task.REGRESSION


class GradientBoostedTreesClassifier(Estimator):
    learner, task = ydf.GradientBoostedTreesLearner, ydf.Task.CLASSIFICATION
