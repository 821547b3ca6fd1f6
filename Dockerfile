# The command in a container, its kernels compiled: docker build -t multipartner .
#   docker run --rm -v "$PWD/results:/work/results" multipartner run cooperative transactional --runs 20
FROM python:3.11-slim

COPY . /source
RUN pip install --no-cache-dir -c /source/constraints.txt "/source[analysis]" && rm -rf /source

RUN useradd --create-home study && mkdir /work && chown study /work
USER study
ENV MULTIPARTNER_CACHE=/home/study/kernels
RUN python -c "from multipartner.simulation.precompiling import compile_missing; compile_missing(print)"

WORKDIR /work
ENTRYPOINT ["multipartner"]
CMD ["--help"]
