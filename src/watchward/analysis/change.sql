-- name: points
select
    easting,
    northing,
    count(case when month >= $first then 1 end) as records,
    count(case when month < $first then 1 end) as before
from incident
where dataset = $dataset
    and violence = 1
    and month between $before and $last
    and place_precision in ('exact', 'snapped')
    and easting is not null
    and northing is not null
group by
    easting,
    northing
order by
    easting,
    northing

-- name: areas
select
    area,
    count(case when month >= $first then 1 end) as records,
    count(case when month < $first then 1 end) as before
from incident
where dataset = $dataset
    and violence = 1
    and month between $before and $last
    and area is not null
group by area
order by area
