# Two images from one file:
#   docker build -t kotae .                    answers from the index built in; no torch, no spaCy
#   docker build -t kotae-full --target full . can rebuild the index as well
# Nothing is fetched once an image is built.

FROM python:3.11-slim AS full
ENV HF_HUB_OFFLINE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /src
COPY constraints.txt pyproject.toml README.md LICENSE ./
COPY corpus corpus
COPY index index
COPY service service
RUN python -m venv /opt/full \
 && /opt/full/bin/pip install --constraint constraints.txt '.[build]'
ENV PATH=/opt/full/bin:$PATH KOTAE_STORE=/var/lib/kotae KOTAE_HOST=0.0.0.0
RUN kotae build \
 && useradd --system --uid 10001 --no-create-home kotae \
 && chown -R kotae /var/lib/kotae
USER kotae
EXPOSE 8000
HEALTHCHECK --start-period=30s --interval=30s --timeout=5s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["kotae", "serve"]

FROM python:3.11-slim AS install
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
COPY --from=full /src /src
RUN python -m venv /opt/kotae \
 && /opt/kotae/bin/pip install --constraint constraints.txt .

FROM python:3.11-slim AS serve
ENV HF_HUB_OFFLINE=1 PYTHONDONTWRITEBYTECODE=1 PATH=/opt/kotae/bin:$PATH \
    KOTAE_STORE=/var/lib/kotae KOTAE_HOST=0.0.0.0
RUN useradd --system --uid 10001 --no-create-home kotae
COPY --from=install /opt/kotae /opt/kotae
COPY --from=full --chown=kotae /var/lib/kotae /var/lib/kotae
USER kotae
EXPOSE 8000
HEALTHCHECK --start-period=10s --interval=30s --timeout=5s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["kotae", "serve"]
