# The mock as an image: docker build -t medusa-mock . && docker run --rm -p 127.0.0.1:9000:9000 medusa-mock
FROM python:3.13-slim AS build
WORKDIR /build
COPY pyproject.toml README.md LICENSE ./
COPY openapi openapi
COPY src src
RUN pip wheel --no-cache-dir --no-deps --wheel-dir dist . \
    && python -m venv /opt/medusa-mock \
    && /opt/medusa-mock/bin/pip install --no-cache-dir dist/*.whl

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin medusa \
    && install --directory --owner medusa /data
COPY --from=build /opt/medusa-mock /opt/medusa-mock
ENV PATH=/opt/medusa-mock/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MEDUSA_MOCK_HOST=0.0.0.0
# For seeds and settings that are mounted, and for what --state keeps.
WORKDIR /data
USER 10001
EXPOSE 9000
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ.get('PORT', '9000') + '/health', timeout=2)"]
ENTRYPOINT ["medusa-mock"]
CMD ["serve"]
