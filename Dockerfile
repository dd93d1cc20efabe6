# Explained in docs/deploying.md.
FROM python:3.13-slim AS build
WORKDIR /source
RUN python -m venv /opt/gql-content
COPY requirements.lock ./
RUN /opt/gql-content/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY gql_content gql_content
# The wheel is made here, with GraphiQL in it; without a bundle there is no image.
RUN /opt/gql-content/bin/pip install --no-cache-dir --no-deps . \
    && test -s /opt/gql-content/lib/python3.13/site-packages/gql_content/web/graphiql/bundle/manifest.json

FROM python:3.13-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin content \
    && install --directory --owner 10001 --group 10001 /state
COPY --from=build /opt/gql-content /opt/gql-content
ENV PATH=/opt/gql-content/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    GQL_CONTENT_CONTENT=/content \
    GQL_CONTENT_HOST=0.0.0.0 \
    GQL_CONTENT_PORT=8000 \
    GQL_CONTENT_STATE_DIR=/state
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["gql-content"]
CMD ["serve"]
