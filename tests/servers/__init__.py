"""Real servers for the tests: MongoDB, Valkey, RabbitMQ and Celery workers, as children of the test process."""
